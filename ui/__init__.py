"""The Qt application. It imports `reader`; `reader` never imports it."""
