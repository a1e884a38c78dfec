"""Numbers as a report writes them."""

from datetime import datetime

from photoapp.evaluation.bootstrap import Figure

_THIN, _TO, _MINUS = "\N{NARROW NO-BREAK SPACE}", "\N{EN DASH}", "\N{MINUS SIGN}"
_MINUTE, _HOUR = 60, 3600


def percent(share: float) -> str:
    """Return a share as a percentage: "33.8 %"."""
    return f"{100 * share:.1f}{_THIN}%"


def interval(figure: Figure) -> str:
    """Return a share's interval: "30.1" to "37.6", with a dash."""
    return f"{100 * figure.low:.1f}{_TO}{100 * figure.high:.1f}"


def points(share: float) -> str:
    """Return a difference of shares in percentage points: "+5.0"."""
    rounded = f"{100 * share:+.1f}".replace("-", _MINUS)
    return "0.0" if rounded[1:] == "0.0" else rounded


def points_interval(figure: Figure) -> str:
    """Return a difference's interval in percentage points: "+3.1 to +6.9"."""
    return f"{points(figure.low)} to {points(figure.high)}"


def counted(number: int, thing: str) -> str:
    """Return "1 photo" or "12 photos"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def duration(seconds: float) -> str:
    """Return a time in its two largest units: "4 min 12 s"."""
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{seconds:.1f} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min {whole % _MINUTE} s"
    return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE} min"


def memory(size: int) -> str:
    """Return a number of bytes: "812 MB", "1.4 GB"."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


def day(seconds: float) -> str:
    """Return a time in seconds since 1970 as it is here: "22 November 2026, 14:05"."""
    moment = datetime.fromtimestamp(seconds).astimezone()
    return f"{moment.day} {moment:%B %Y, %H:%M}"
