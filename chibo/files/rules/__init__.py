"""What may be uploaded: photos, which are drawn anew, and documents, which are kept as they came.

Pure: bytes in, bytes and reasons out.
"""

from chibo.files.rules.documents import (
    MOST_DOCUMENT_BYTES,
    kept_document,
    kind_of,
    obstacles_to_document,
    obstacles_to_document_size,
)
from chibo.files.rules.photos import (
    KEPT_TYPE,
    MOST_BYTES,
    PHOTO_TYPES,
    Picture,
    kept_name,
    obstacles_to_photo,
    obstacles_to_size,
    prepared,
)
from chibo.files.rules.uploads import Upload

__all__ = [
    "KEPT_TYPE",
    "MOST_BYTES",
    "MOST_DOCUMENT_BYTES",
    "PHOTO_TYPES",
    "Picture",
    "Upload",
    "kept_document",
    "kept_name",
    "kind_of",
    "obstacles_to_document",
    "obstacles_to_document_size",
    "obstacles_to_photo",
    "obstacles_to_size",
    "prepared",
]
