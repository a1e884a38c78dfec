"""Write-back: what people say of photos, put into their files where the settings say so."""

from photoapp.library.write_back.reports import (
    Planned,
    Reason,
    WriteBackReport,
    WriteBackStatus,
)
from photoapp.library.write_back.write_back import WriteBack

__all__ = ["Planned", "Reason", "WriteBack", "WriteBackReport", "WriteBackStatus"]
