"""How fast a text may be read aloud: checks, what they show, and the speed that follows.

Plain Python and pure: no Qt, no file, no clock, no numpy. Whatever looks random is made from a
seed that is stored with what came of it.
"""
