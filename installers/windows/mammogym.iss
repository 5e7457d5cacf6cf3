; The setup of Mammogym for Windows, compiled by build.py with Inno Setup 6.
;
; Installs for one user, without an administrator. Silently:
;     mammogym-...-setup.exe /VERYSILENT /SUPPRESSMSGBOXES /NORESTART [/DIR="C:\..."] [/LOG="..."]
; For all users, as administrator: add /ALLUSERS.

[Setup]
AppId={{6E0C6C0B-94B1-4E5D-8E0B-6D616D6D6F67}
AppName=Mammogym
AppVersion={#AppVersion}
AppPublisher=The Mammogym project
DefaultDirName={autopf}\Mammogym
DefaultGroupName=Mammogym
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputDir={#OutputFolder}
OutputBaseFilename={#OutputName}
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
CloseApplications=yes
UninstallDisplayIcon={app}\mammogym.exe
UninstallDisplayName=Mammogym {#AppVersion}

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[InstallDelete]
; What an older version had and this one has not must not be found by it.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#SourceFolder}\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Icons]
Name: "{autoprograms}\Mammogym"; Filename: "{app}\mammogym.exe"
Name: "{autodesktop}\Mammogym"; Filename: "{app}\mammogym.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.mgset"; ValueType: string; ValueData: "Mammogym.CaseSet"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Mammogym.CaseSet"; ValueType: string; ValueData: "Mammogym case set"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Mammogym.CaseSet\DefaultIcon"; ValueType: string; ValueData: "{app}\mammogym.exe,0"
Root: HKA; Subkey: "Software\Classes\Mammogym.CaseSet\shell\open\command"; ValueType: string; ValueData: """{app}\mammogym.exe"" ""%1"""

[Run]
Filename: "{app}\mammogym.exe"; Description: "{cm:LaunchProgram,Mammogym}"; Flags: nowait postinstall skipifsilent

; Settings in %LOCALAPPDATA%\Mammogym are no part of the setup: neither an upgrade nor an uninstall
; touches them.
