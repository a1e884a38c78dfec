"""The page of labels: defining them, how sure they are to be, and what they rest on."""
