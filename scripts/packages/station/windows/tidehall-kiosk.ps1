# Makes of a Windows PC (10/11 IoT Enterprise or Enterprise: Shell Launcher and Keyboard Filter are not in Pro) a machine that does nothing but be a
# Tidehall station. Run as administrator after the installer: .\tidehall-kiosk.ps1 enable -Options '--platform … --stations T1 --hall C:\Tidehall\hall\hall.yaml --kiosk'
# What it does not do: BIOS password, boot from USB, disk encryption (BitLocker), WDAC/AppLocker policies of the site. See lock-down-list.md.
param(
	[Parameter(Mandatory = $true)][ValidateSet('enable', 'disable', 'check')][string]$What,
	[string]$Options = '',
	[string]$Account = 'tidehall-station',
	[string]$Program = "$env:ProgramFiles\Tidehall\tidehall.exe",
	[string]$Data = "$env:ProgramData\Tidehall\station"
)
$ErrorActionPreference = 'Stop'
$space = 'root\standardcimv2\embedded'
$features = 'Client-DeviceLockdown', 'Client-EmbeddedShellLauncher', 'Client-KeyboardFilter'
# Keys that lead out of any program. The five presses of the Windows key are what BreakoutKeyScanCode is set away from.
$keys = 'Alt+F4', 'Alt+Tab', 'Alt+Esc', 'Alt+Space', 'Ctrl+Esc', 'Ctrl+Alt+Del', 'Shift+Ctrl+Esc', 'Win+L', 'Win+R', 'Win+E', 'Win+D', 'Win+U', 'Win+Enter', 'Windows', 'LShift+LAlt+NumLock', 'LShift+LAlt+PrintScrn', 'Application', 'BrowserHome', 'BrowserSearch', 'LaunchMail', 'LaunchApp1', 'LaunchApp2'
$policies = @(
	@{ Path = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\EdgeUI'; Name = 'AllowEdgeSwipe'; Value = 0 },
	@{ Path = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\Explorer'; Name = 'DisableNotificationCenter'; Value = 1 },
	@{ Path = 'HKLM:\SOFTWARE\Policies\Microsoft\WindowsInkWorkspace'; Name = 'AllowWindowsInkWorkspace'; Value = 0 },
	@{ Path = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System'; Name = 'DisableLockWorkstation'; Value = 1 },
	@{ Path = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System'; Name = 'HideFastUserSwitching'; Value = 1 },
	@{ Path = 'HKLM:\SOFTWARE\Microsoft\Windows\Windows Error Reporting'; Name = 'DontShowUI'; Value = 1 },
	@{ Path = 'HKLM:\SYSTEM\CurrentControlSet\Control\Windows'; Name = 'NoPopUpsOnBoot'; Value = 1 },
	@{ Path = 'HKLM:\SYSTEM\CurrentControlSet\Control\CrashControl'; Name = 'CrashDumpEnabled'; Value = 0 },
	# No storage over USB; readers and printers stay.
	@{ Path = 'HKLM:\SYSTEM\CurrentControlSet\Services\USBSTOR'; Name = 'Start'; Value = 4 }
)
# Of the account itself: no help for hands that begins with five times Shift, no task manager.
$ofAccount = @(
	@{ Path = 'Control Panel\Accessibility\StickyKeys'; Name = 'Flags'; Type = 'String'; Value = '506' },
	@{ Path = 'Control Panel\Accessibility\Keyboard Response'; Name = 'Flags'; Type = 'String'; Value = '122' },
	@{ Path = 'Control Panel\Accessibility\ToggleKeys'; Name = 'Flags'; Type = 'String'; Value = '58' },
	@{ Path = 'Software\Microsoft\Windows\CurrentVersion\Policies\System'; Name = 'DisableTaskMgr'; Type = 'DWord'; Value = 1 },
	@{ Path = 'Software\Microsoft\Windows\CurrentVersion\Policies\System'; Name = 'DisableChangePassword'; Type = 'DWord'; Value = 1 },
	@{ Path = 'Software\Microsoft\Windows\CurrentVersion\Policies\Explorer'; Name = 'NoViewContextMenu'; Type = 'DWord'; Value = 1 }
)

function Sid { (New-Object System.Security.Principal.NTAccount($Account)).Translate([System.Security.Principal.SecurityIdentifier]).Value }

function Enable-Kiosk {
	if ($Options -notmatch '--kiosk') { throw '-Options must say which hall and seats this is, and --kiosk. Nothing was changed.' }
	if ($Options -match '"') { throw '-Options may hold no quotes: paths without blanks.' }
	if (-not (Test-Path $Program)) { throw "$Program is not there: run the installer first. Nothing was changed." }
	foreach ($feature in $features) { Enable-WindowsOptionalFeature -Online -FeatureName $feature -All -NoRestart | Out-Null }
	if (-not (Get-LocalUser -Name $Account -ErrorAction SilentlyContinue)) {
		# Signs in by itself; nobody needs to know the password. Set it with Autologon (Sysinternals), which keeps it in the LSA and not in clear.
		$password = Read-Host -AsSecureString "Password for $Account (the technician's safe keeps it)"
		New-LocalUser -Name $Account -Password $password -PasswordNeverExpires -UserMayNotChangePassword -Description 'Tidehall station in kiosk mode' | Out-Null
	}
	New-Item -ItemType Directory -Force $Data | Out-Null
	icacls $Data /inheritance:r /grant "${Account}:(OI)(CI)M" 'SYSTEM:(OI)(CI)F' 'BUILTIN\Administrators:(OI)(CI)F' | Out-Null
	foreach ($one in $policies) { New-Item -Force $one.Path -ErrorAction SilentlyContinue | Out-Null; Set-ItemProperty $one.Path $one.Name $one.Value -Type DWord }
	# The account's own part of the registry, loaded while it is not signed in.
	$hive = "$env:SystemDrive\Users\$Account\NTUSER.DAT"
	if (-not (Test-Path $hive)) { throw "Sign in as $Account once, sign out, and run this again: its profile is not there yet." }
	reg load HKU\TidehallKiosk $hive | Out-Null
	try {
		foreach ($one in $ofAccount) {
			$path = "Registry::HKEY_USERS\TidehallKiosk\$($one.Path)"
			New-Item -Force $path -ErrorAction SilentlyContinue | Out-Null
			Set-ItemProperty $path $one.Name $one.Value -Type $one.Type
		}
	} finally { [gc]::Collect(); reg unload HKU\TidehallKiosk | Out-Null }
	$shell = [wmiclass]"\\localhost\${space}:WESL_UserSetting"
	$shell.SetEnabled($true) | Out-Null
	$shell.SetDefaultShell('explorer.exe', 0) | Out-Null
	$shell.RemoveCustomShell((Sid)) 2>$null | Out-Null
	# 0 = whatever it ended with, it is started again.
	$shell.SetCustomShell((Sid), "`"$Program`" $Options --data $Data", $null, $null, 0) | Out-Null
	foreach ($key in $keys) {
		$found = Get-WmiObject -Namespace $space -Class WEKF_PredefinedKey | Where-Object { $_.Id -eq $key }
		if ($found) { $found.Enabled = 1; $found.Put() | Out-Null }
	}
	foreach ($name in 'DisableKeyboardFilterForAdministrators', 'BreakoutKeyScanCode') {
		$setting = Get-WmiObject -Namespace $space -Class WEKF_Settings | Where-Object { $_.Name -eq $name }
		# 0 is no key of any keyboard: there is no breaking out by pressing one five times.
		if ($setting) { $setting.Value = if ($name -eq 'BreakoutKeyScanCode') { '0' } else { 'true' }; $setting.Put() | Out-Null }
	}
	powercfg /change monitor-timeout-ac 0; powercfg /change standby-timeout-ac 0; powercfg /hibernate off
	Write-Output "Switched on. Where the Unified Write Filter is used, leave out the data first, or each restart loses what the hall is owed: uwfmgr file add-exclusion $Data"
	Write-Output 'Restart, then go through lock-down-list.md.'
}

function Disable-Kiosk {
	$shell = [wmiclass]"\\localhost\${space}:WESL_UserSetting"
	$shell.RemoveCustomShell((Sid)) | Out-Null
	$shell.SetEnabled($false) | Out-Null
	Get-WmiObject -Namespace $space -Class WEKF_PredefinedKey | Where-Object { $keys -contains $_.Id } | ForEach-Object { $_.Enabled = 0; $_.Put() | Out-Null }
	foreach ($one in $policies) { Remove-ItemProperty $one.Path $one.Name -ErrorAction SilentlyContinue }
	Set-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Services\USBSTOR' Start 3
	Write-Output 'Switched off. Restart the PC.'
}

function Test-Kiosk {
	$missing = @()
	foreach ($feature in $features) { if ((Get-WindowsOptionalFeature -Online -FeatureName $feature).State -ne 'Enabled') { $missing += "feature $feature" } }
	foreach ($one in $policies) { if ((Get-ItemProperty $one.Path -ErrorAction SilentlyContinue).($one.Name) -ne $one.Value) { $missing += "$($one.Path)\$($one.Name)" } }
	foreach ($key in $keys) { if ((Get-WmiObject -Namespace $space -Class WEKF_PredefinedKey | Where-Object { $_.Id -eq $key }).Enabled -ne $true) { $missing += "key $key" } }
	$custom = Get-WmiObject -Namespace $space -Class WESL_UserSetting | Where-Object { $_.Sid -eq (Sid) }
	if (-not $custom -or $custom.Shell -notmatch 'tidehall') { $missing += 'the shell of the account' }
	if ((Get-LocalGroupMember Administrators).Name -match $Account) { $missing += "$Account is an administrator" }
	if (((icacls (Split-Path $Program)) -join "`n") -match "$Account.*\((F|M|W)\)") { $missing += 'the program can be written by the account' }
	if ($missing.Count -eq 0) { Write-Output 'ok'; exit 0 }
	$missing | ForEach-Object { Write-Output "MISSING $_" }
	exit 1
}

switch ($What) { 'enable' { Enable-Kiosk } 'disable' { Disable-Kiosk } 'check' { Test-Kiosk } }
