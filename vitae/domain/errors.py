"""The one tree of errors.

    VitaeError                          code, retryable, hint
    ├── UsageError                      the call is wrong, not the document
    │   ├── UnknownAnalyzer             unknown-analyzer
    │   ├── InvalidOption               invalid-option
    │   └── LexiconUnreadable           lexicon-unreadable
    ├── DocumentError                   the document cannot be analysed; never retried
    │   ├── DocumentNotFound            document-not-found
    │   ├── NotAFile                    not-a-file
    │   ├── DocumentUnreadable          document-unreadable
    │   ├── DocumentEmpty               document-empty
    │   ├── DocumentTooLarge            file-too-large
    │   ├── ArchiveBomb                 archive-bomb
    │   ├── UnsupportedMediaType        unsupported-media-type
    │   ├── ConverterMissing            converter-missing
    │   ├── DocumentCorrupt             document-corrupt
    │   ├── DocumentEncrypted           document-encrypted
    │   ├── PageNotFound                page-not-found
    │   ├── NoPages                     no-pages
    │   ├── DocumentTooComplex          document-too-complex
    │   └── DocumentCrashesReader       document-crashes-reader
    ├── AnalyzerFailed                  analyzer-failed: one analyzer crashed, the others went on
    ├── SandboxUnavailable              sandbox-unavailable: this machine cannot isolate a document now
    └── ServiceError                    see backend.errors: broker, ledger, jobs, settings

A concrete class has a ``code`` of its own that never changes: the API, the command line,
a task's state and the report all show it. Errors take one positional ``detail`` so that
they come back from a JSON result back end as themselves.
"""

from collections.abc import Mapping
from typing import ClassVar, TypeVar

T = TypeVar("T")


class VitaeError(Exception):
    """Say what is wrong in one sentence (``detail``) and what to do about it (``hint``)."""

    code: ClassVar[str] = ""
    """Stable, in kebab case; empty on the classes that only group others."""
    retryable: ClassVar[bool] = False
    """Whether the same call may succeed later without anything being mended."""
    hint: ClassVar[str] = ""
    """What the reader can do now."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


def entry_of(error: type[VitaeError], table: Mapping[type[VitaeError], T]) -> T:
    """Return what a table says of an error class: its own entry, or that of the nearest class above it.

    Raises:
        KeyError: neither the class nor one above it is in the table.
    """
    for kind in error.__mro__:
        if kind in table:
            return table[kind]
    raise KeyError(error.__name__)


class UsageError(VitaeError):
    """The call is wrong, not the document."""


class UnknownAnalyzer(UsageError):
    """An analyzer was asked for that is not registered."""

    code = "unknown-analyzer"
    hint = "Choose from the registered analyzers; `vitae analyze --help` lists them."


class InvalidOption(UsageError):
    """An option has a value that means nothing."""

    code = "invalid-option"
    hint = "Correct the value that the message names and call again."


class LexiconUnreadable(UsageError):
    """A file of skills is missing, or has not the form of one."""

    code = "lexicon-unreadable"
    hint = "Name a file that `vitae lexicon import` wrote, or one of the form that docs/keywords.md describes."


class DocumentError(VitaeError):
    """The document cannot be analysed, now or later; a retry changes nothing."""


class DocumentNotFound(DocumentError):
    """There is no file at the path."""

    code = "document-not-found"
    hint = "Check the path and its spelling."


class NotAFile(DocumentError):
    """The path leads to a directory or a device."""

    code = "not-a-file"
    hint = "Name the files themselves, for example with a pattern such as `folder/*.pdf`."


class DocumentUnreadable(DocumentError):
    """The operating system does not let us read the file."""

    code = "document-unreadable"
    hint = "Check the permissions of the file."


class DocumentEmpty(DocumentError):
    """The file has no bytes, or the document no content at all."""

    code = "document-empty"
    hint = "Export the document again and check that it opens before you hand it in."


class DocumentTooLarge(DocumentError):
    """The file has more bytes than the limit allows."""

    code = "file-too-large"
    hint = "Reduce the images in the document, or raise MAX_UPLOAD_SIZE_MB."


class ArchiveBomb(DocumentError):
    """The archive inside the document unpacks to more than the limits allow."""

    code = "archive-bomb"
    hint = "Save the document anew from a word processor; a résumé never needs this much."


class UnsupportedMediaType(DocumentError):
    """The content is of a kind that no reader handles, whatever the file is called."""

    code = "unsupported-media-type"
    hint = "Hand in a PDF, a Word or OpenDocument text, RTF, HTML, Markdown or plain text."


class ConverterMissing(DocumentError):
    """The format needs a tool that is not installed where documents are read."""

    code = "converter-missing"
    hint = "Install catdoc or antiword where documents are read, or save the document as DOCX or PDF."


class DocumentCorrupt(DocumentError):
    """The file claims to be of a kind but cannot be read as it."""

    code = "document-corrupt"
    hint = "The file is damaged or was cut off: export or download it again."


class DocumentEncrypted(DocumentError):
    """The document asks for a password."""

    code = "document-encrypted"
    hint = "Save a copy without a password and hand that in."


class PageNotFound(DocumentError):
    """The document has no page with this number, or none that is read."""

    code = "page-not-found"
    hint = "Ask for one of the pages that the report lists."


class NoPages(DocumentError):
    """A page was asked for of a format that has none."""

    code = "no-pages"
    hint = "Only a PDF has pages; findings in other formats say in which paragraph they are."


class DocumentTooComplex(DocumentError):
    """Reading needs more memory, processor time or time than the limits allow."""

    code = "document-too-complex"
    hint = "Export the document anew, for example by printing it to PDF; a résumé never needs this much."


class DocumentCrashesReader(DocumentError):
    """The reader ended over the document, twice; nothing else was harmed, because it is isolated."""

    code = "document-crashes-reader"
    hint = "Export the document anew, for example by printing it to PDF, and hand that in."


class SandboxUnavailable(VitaeError):
    """The isolated reader cannot be started on this machine, now; the document was not opened."""

    code = "sandbox-unavailable"
    retryable = True
    hint = "Check free memory and the limit of processes; `vitae verify --sandbox` shows what fails."


class AnalyzerFailed(VitaeError):
    """One analyzer crashed; its part of the report is missing, the others are whole."""

    code = "analyzer-failed"
    hint = "Report this with the error's name: it is a fault of the analyzer, not of the document."


class ServiceError(VitaeError):
    """The service around the engine cannot do what was asked."""
