"""排期运行 (schedule): which bulletins are due, whether their inputs are complete, and making them."""
