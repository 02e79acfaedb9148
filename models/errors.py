"""The errors of the face engine, each with a text for the person who can act.

FaceEngineError
├── BadInput            the caller's file, folder or value cannot be used
│   ├── UnreadableImage     no image, or one that is too large
│   ├── NoFace              a reference needs exactly one face
│   └── SeveralFaces
├── ManifestError       manifest.toml is incomplete, or a network is not what it says
├── WeightsError        a weight file is missing, wrong or cannot be fetched
└── GalleryError        an index that is not what it says
"""


class FaceEngineError(Exception):
    """Root of the tree: `str(error)` is one line that says what is wrong, where, and what to do."""


class BadInput(FaceEngineError):
    """The input cannot be used as it is."""


class UnreadableImage(BadInput):
    """The file holds no image that can be decoded within the size limit."""


class NoFace(BadInput):
    """No face was found where exactly one was expected."""


class SeveralFaces(BadInput):
    """More than one face was found where exactly one was expected."""


class ManifestError(FaceEngineError):
    """`manifest.toml` contradicts itself, or the network of a model is not as it says."""


class WeightsError(FaceEngineError):
    """A weight file is missing, has a wrong sha256, or no source could deliver it."""


class GalleryError(FaceEngineError):
    """The index and its reference ids do not belong together, or the certificate was refused."""
