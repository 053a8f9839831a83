"""The sound process: it owns the device and all that sounds. No Qt, no storage.

From outside only ``sound.protocol`` is imported; the process is ``python -m spindle.sound``.
"""
