"""Fine-tuning of the towers themselves: low-rank changes of their attention, or all weights."""
