; What Windows is told of photoapp, and how that is taken back: each key that one macro writes the
; other deletes. Kinds of photos have macros of their own, which installer.py writes.

!define CLASSES "Software\Classes"
!define APPLICATION "${CLASSES}\Applications\photoapp-window.exe"
!define PHOTO "${CLASSES}\photoapp.photo"
!define FOLDER "${CLASSES}\Directory\shell\photoapp"
!define OPEN_COMMAND '"$INSTDIR\photoapp-window.exe" open "%1"'

!macro Register
    WriteRegStr HKCU "${UNINSTALLED_BY}" "DisplayName" "photoapp"
    WriteRegStr HKCU "${UNINSTALLED_BY}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALLED_BY}" "DisplayIcon" "$INSTDIR\photoapp-window.exe"
    WriteRegStr HKCU "${UNINSTALLED_BY}" "Publisher" "The photoapp authors"
    WriteRegStr HKCU "${UNINSTALLED_BY}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALLED_BY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALLED_BY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALLED_BY}" "EstimatedSize" ${KILOBYTES}
    WriteRegDWORD HKCU "${UNINSTALLED_BY}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALLED_BY}" "NoRepair" 1

    WriteRegStr HKCU "${APPLICATION}" "FriendlyAppName" "photoapp"
    WriteRegStr HKCU "${APPLICATION}\shell\open\command" "" '${OPEN_COMMAND}'

    WriteRegStr HKCU "${PHOTO}" "" "$(A_PHOTO)"
    WriteRegStr HKCU "${PHOTO}\DefaultIcon" "" "$INSTDIR\photoapp-window.exe,0"
    WriteRegStr HKCU "${PHOTO}\shell\open\command" "" '${OPEN_COMMAND}'

    WriteRegStr HKCU "${FOLDER}" "" "$(OPEN_FOLDER)"
    WriteRegStr HKCU "${FOLDER}" "Icon" "$INSTDIR\photoapp-window.exe"
    WriteRegStr HKCU "${FOLDER}\command" "" '${OPEN_COMMAND}'
!macroend

!macro Unregister
    DeleteRegKey HKCU "${FOLDER}"
    DeleteRegKey HKCU "${PHOTO}"
    DeleteRegKey HKCU "${APPLICATION}"
    DeleteRegKey HKCU "${UNINSTALLED_BY}"
    ; These are everybody's.
    DeleteRegKey /ifempty HKCU "${CLASSES}\Directory\shell"
    DeleteRegKey /ifempty HKCU "${CLASSES}\Directory"
    DeleteRegKey /ifempty HKCU "${CLASSES}\Applications"
!macroend

; Windows offers photoapp for a kind of photo, and leaves with what the kind is opened now.
!macro RegisterKind SUFFIX
    WriteRegStr HKCU "${CLASSES}\${SUFFIX}\OpenWithProgids" "photoapp.photo" ""
    WriteRegStr HKCU "${APPLICATION}\SupportedTypes" "${SUFFIX}" ""
!macroend

; The kind's own keys are everybody's: they go only where nothing is left in them.
!macro UnregisterKind SUFFIX
    DeleteRegValue HKCU "${CLASSES}\${SUFFIX}\OpenWithProgids" "photoapp.photo"
    DeleteRegKey /ifempty HKCU "${CLASSES}\${SUFFIX}\OpenWithProgids"
    DeleteRegKey /ifempty HKCU "${CLASSES}\${SUFFIX}"
!macroend

; Else the Explorer shows menus and icons as they were until the next log-in (SHCNE_ASSOCCHANGED).
!macro TellExplorer
    System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)"
!macroend
