"""Delivery into a folder of this machine."""

import errno
from pathlib import Path

from backend.errors import DeliveryFailed, LedgerUnavailable
from backend.jobs.chains import Parcel
from backend.storage.blobs import write_durably

PASSING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ESTALE, errno.EAGAIN})


class FolderDeliverer:
    """Implements `backend.jobs.chains.Deliverer`."""

    def __init__(self, directory: Path | None) -> None:
        self._directory = directory

    def deliver(self, parcel: Parcel, folder: str | None) -> str:
        """Write the parcel below the folder, whole or not at all, over what an earlier try left there."""
        if self._directory is None:
            raise DeliveryFailed("DELIVERY_DIR is not set where this worker runs.")
        target = self._directory / (folder or "") / parcel.filename
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_durably(str(target), parcel.data)
        except OSError as error:
            kind = LedgerUnavailable if error.errno in PASSING else DeliveryFailed
            raise kind(f"The file {target.name} cannot be written: {error.strerror}.") from error
        return str(target.relative_to(self._directory))
