"""The two buttons of a dialog in which something is changed."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox


def save_or_cancel(dialog: QDialog) -> QDialogButtonBox:
    """Make Save, which accepts the dialog, and Cancel, which rejects it."""
    buttons = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
    )
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons
