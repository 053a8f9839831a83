"""The settings page, made from the declarations, with the shell's own sections behind them."""
