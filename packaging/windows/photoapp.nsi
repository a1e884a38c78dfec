; The installer for Windows; packaging/windows/installer.py compiles it, and defines
;   VERSION, VERSION4 (as four numbers), KILOBYTES, OUT, ICON, SIDE (a picture), LICENCE, GENERATED
;   (a folder with what has to be done for each file of the bundle, and for each kind of photo).
; For one user, without an administrator's rights. Unattended: /S, and /D=FOLDER as the last one.
; Exit status: 0 installed, 1 cancelled, 2 aborted, 3 photoapp was running, 4 this Windows won't do.

Unicode true
!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh

!define UNINSTALLED_BY "Software\Microsoft\Windows\CurrentVersion\Uninstall\photoapp"

Name "photoapp"
OutFile "${OUT}"
BrandingText "photoapp ${VERSION}"
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
; Not solid: that would unpack everything once more into a temporary file before it is copied.
SetCompressor lzma
SetCompressorDictSize 64
InstallDir "$LOCALAPPDATA\Programs\photoapp"
; An upgrade goes where the older one is.
InstallDirRegKey HKCU "${UNINSTALLED_BY}" "InstallLocation"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION4}"
VIAddVersionKey /LANG=0 "ProductName" "photoapp"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "photoapp ${VERSION}"
VIAddVersionKey /LANG=0 "CompanyName" "The photoapp authors"
VIAddVersionKey /LANG=0 "LegalCopyright" "The photoapp authors"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING

; The GPL holds for what is passed on, and need not be accepted by those who only use it.
!define MUI_PAGE_HEADER_TEXT "$(LICENCE_TITLE)"
!define MUI_PAGE_HEADER_SUBTEXT "$(LICENCE_SUBTITLE)"
!define MUI_LICENSEPAGE_TEXT_TOP "$(LICENCE_TOP)"
!define MUI_LICENSEPAGE_TEXT_BOTTOM "$(LICENCE_BOTTOM)"
!define MUI_LICENSEPAGE_BUTTON "$(^NextBtn)"
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\photoapp-window.exe"
!insertmacro MUI_PAGE_FINISH
; Whoever asks for it to be removed has said so already.
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!include strings.nsh
!include running.nsh
!include registry.nsh
!include "${GENERATED}/files.nsh"
!include "${GENERATED}/kinds.nsh"

Function .onInit
    ${IfNot} ${AtLeastWin10}
    ${OrIfNot} ${RunningX64}
        MessageBox MB_OK|MB_ICONSTOP "$(NEEDS_WINDOWS_10)" /SD IDOK
        SetErrorLevel 4
        Quit
    ${EndIf}
FunctionEnd

; The older one takes its own files away: only it knows which those are.
Function RemoveOlder
    ReadRegStr $R0 HKCU "${UNINSTALLED_BY}" "InstallLocation"
    ${If} $R0 == ""
    ${OrIfNot} ${FileExists} "$R0\uninstall.exe"
        Return
    ${EndIf}
    !insertmacro EndUnlessClosed $R0 ""
    InitPluginsDir
    CopyFiles /SILENT "$R0\uninstall.exe" "$PLUGINSDIR\older.exe"
    ExecWait '"$PLUGINSDIR\older.exe" /S _?=$R0' $R1
    ${If} $R1 <> 0
        MessageBox MB_OK|MB_ICONSTOP "$(OLDER_STAYS)" /SD IDOK
        SetErrorLevel 2
        Abort "$(OLDER_STAYS)"
    ${EndIf}
FunctionEnd

Section
    Call RemoveOlder
    !insertmacro EndUnlessClosed $INSTDIR ""
    ; First, so that even half an installation can be removed.
    SetOutPath "$INSTDIR"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    !insertmacro Register
    !insertmacro RegisterKinds
    !insertmacro InstallFiles
    ; A shortcut begins in the folder that is set: not in one that an upgrade wants to remove.
    SetOutPath "$PROFILE"
    CreateShortcut "$SMPROGRAMS\photoapp.lnk" "$INSTDIR\photoapp-window.exe"
    !insertmacro TellExplorer
SectionEnd

Section Uninstall
    SetAutoClose true
    !insertmacro EndUnlessClosed $INSTDIR "un."
    Delete "$SMPROGRAMS\photoapp.lnk"
    !insertmacro RemoveFiles
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    !insertmacro UnregisterKinds
    !insertmacro Unregister
    !insertmacro TellExplorer
SectionEnd
