"""Start Earmark in the folder that PyInstaller makes, where there is no `earmark` script."""

import sys

from ui.app import main

sys.exit(main())
