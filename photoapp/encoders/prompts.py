"""Labels said in several ways: a model hears a bare word better inside a sentence.

An ensemble of prompts, as in Radford et al. (2021, section 3.1.4), with wordings of our own. What
they bring is measured in docs/starter-model.md.
"""

from collections.abc import Callable, Sequence

from photoapp.encoders.arithmetic import normalise
from photoapp.encoders.protocol import Floats

BARE = ("{}",)
TEMPLATES = (
    "{}",
    "a photo of a {}",
    "a photo of the {}",
    "a picture of {}",
    "there is a {} in the photo",
    "a close photo of a {}",
    "{} in the background",
)

# For phrases, which bring their article: "an orange cat".
PHRASE_TEMPLATES = (
    "{}",
    "a photo of {}",
    "a picture of {}",
    "there is {} in the photo",
    "a close photo of {}",
)


def encode_labels(
    encode_texts: Callable[[Sequence[str]], Floats],
    labels: Sequence[str],
    templates: Sequence[str] = TEMPLATES,
) -> Floats:
    """Return the mean vector of each label over all ``templates``: (n, dim), L2-normalised.

    ``{}`` in a template stands for the label; a label's own braces stay as they are.
    """
    said = [template.replace("{}", label) for template in templates for label in labels]
    vectors = encode_texts(said).reshape(len(templates), len(labels), -1)
    return normalise(vectors.mean(0))
