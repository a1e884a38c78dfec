"""Nearest neighbours over the vectors of one model: exact and HNSW behind one protocol."""
