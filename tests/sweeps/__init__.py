"""Sweeps: promises that hold for every route, model, move, template and list there is, also for those made tomorrow."""
