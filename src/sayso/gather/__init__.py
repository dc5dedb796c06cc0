"""Gathering: files and folders on this computer become bytes with where they came from.

Takes paths. Gives, in a stable order, what was gathered or a failure for each file. Promises: each file under the paths
ends in exactly one of the two; bytes are as on disk; a path that is not there raises InputError.
"""

from sayso.gather.files import VERSION, Gathered, gather

__all__ = ["VERSION", "Gathered", "gather"]
