"""What is typed and read on the pages of the register."""

LIST = "/van-ban/"


def text(answer):
    return answer.content.decode()
