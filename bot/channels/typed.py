"""What a person typed, made safe to keep in any database; knows no channel and changes nothing a person can see."""


def storable(text: str) -> str:
    """`text` without NUL, which PostgreSQL refuses, and with � for half characters, which UTF-8 cannot hold.

    JSON may carry both as escapes (\\u0000, \\ud83d), so every channel that reads JSON needs this.
    """
    if "\0" in text:
        text = text.replace("\0", "")
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
