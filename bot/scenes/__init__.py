"""This bot's talk: one module a scene, made from an immutable snapshot; knows nothing of storage or channels."""
