"""From where letters stand on pages to running text. Plain Python; lengths in points, y upwards."""
