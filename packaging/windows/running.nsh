; Windows refuses to have a program written that is running, so opening it to write tells whether
; it is. Nothing is written. FileOpen would make what is not there.

!macro EndIfRunning FOLDER NAME BUSY
    ${If} ${FileExists} "${FOLDER}\${NAME}"
        ClearErrors
        FileOpen $R9 "${FOLDER}\${NAME}" a
        IfErrors ${BUSY}
        FileClose $R9
    ${EndIf}
!macroend

!macro DefineEndUnlessClosed UN
    ; Takes a folder from the stack; ends the installation while a program of it is running.
    Function ${UN}EndUnlessClosed
        Pop $R8
        again:
        !insertmacro EndIfRunning $R8 "photoapp-window.exe" busy
        !insertmacro EndIfRunning $R8 "photoapp.exe" busy
        !insertmacro EndIfRunning $R8 "photoapp-train.exe" busy
        Return
        busy:
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(STILL_RUNNING)" /SD IDCANCEL IDRETRY again
        SetErrorLevel 3
        Abort "$(STILL_RUNNING)"
    FunctionEnd
!macroend
!insertmacro DefineEndUnlessClosed ""
!insertmacro DefineEndUnlessClosed "un."

!macro EndUnlessClosed FOLDER UN
    Push "${FOLDER}"
    Call ${UN}EndUnlessClosed
!macroend
