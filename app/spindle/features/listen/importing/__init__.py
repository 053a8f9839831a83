"""Readers of files: each kind of file becomes the one text model, in the job process."""
