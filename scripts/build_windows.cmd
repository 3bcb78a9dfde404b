@echo off
rem The frozen program for Windows, in dist\baobao-ledger\. Needs Python 3.11 or newer (64-bit) from python.org.
rem Written beside the Linux build and not yet run on Windows: see README.
setlocal
cd /d "%~dp0.."

py -3 scripts\setup.py build || exit /b 1
.venv\Scripts\python.exe -m PyInstaller --noconfirm --clean --log-level ERROR build.spec || exit /b 1

set QT_QPA_PLATFORM=offscreen
dist\baobao-ledger\baobao-ledger.exe --selfcheck || exit /b 1
echo Done: dist\baobao-ledger\baobao-ledger.exe
