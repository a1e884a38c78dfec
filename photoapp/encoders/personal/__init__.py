"""What a personalised model adds to the one it came of: a correction, and particular names.

Both are maps on features and on texts, so that the towers stay as they are and stored features
give the new vectors.
"""
