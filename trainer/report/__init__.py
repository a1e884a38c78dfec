"""What came of a run, for people (``report.html``) and for programs (``report.json``)."""

from trainer.report.content import Cost, Epoch, Report, data_fingerprint
from trainer.report.storing import PAGE, REPORT, read_report, write_report

__all__ = [
    "PAGE",
    "REPORT",
    "Cost",
    "Epoch",
    "Report",
    "data_fingerprint",
    "read_report",
    "write_report",
]
