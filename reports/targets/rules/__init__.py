"""What a target must say, and whether it was reached. Pure; domain reference §7."""

from reports.targets.rules.judging import (
    Aim,
    Line,
    Rated,
    Result,
    Verdict,
    plan_words,
    rated_share,
    result_words,
    verdict,
)
from reports.targets.rules.setting import (
    COUNTED,
    RATED,
    Time,
    obstacles_to_noting,
    obstacles_to_recasting,
    obstacles_to_removing,
    obstacles_to_setting,
    time_of,
)

__all__ = [
    "COUNTED",
    "RATED",
    "Aim",
    "Line",
    "Rated",
    "Result",
    "Time",
    "Verdict",
    "obstacles_to_noting",
    "obstacles_to_recasting",
    "obstacles_to_removing",
    "obstacles_to_setting",
    "plan_words",
    "rated_share",
    "result_words",
    "time_of",
    "verdict",
]
