"""Making models: captions in, a fitted model bundle out.

In the order in which training goes: ``duplicates`` makes equal photos one, ``views`` and ``cache``
turn photos and captions into arrays, ``pairs`` holds them, ``head`` is what is fitted, ``losses``
what it is fitted by, ``recipe`` how, ``fitting`` the loop, ``held_out`` its judge, ``checkpoint``
what a killed run goes on from, ``bundle`` what comes out. None of these knows which model it
serves; ``starter``, ``starter_towers`` and ``imagenet_classes`` are about the starter alone.
"""
