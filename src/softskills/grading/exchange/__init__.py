"""What crosses the exchange: collecting, copying, releasing."""
