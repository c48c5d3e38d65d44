"""Input to clean values, one module for each page or group of moves. Nothing here saves."""
