/** Where windows can be shown: the present display, or a virtual one. */
import { spawnSync } from 'node:child_process';

/** True when windows can be shown as things are. */
export function hasDisplay(): boolean {
	if (process.platform !== 'linux') return true;
	return Boolean(process.env.WAYLAND_DISPLAY || process.env.DISPLAY);
}

/** Words to put before a command so that it has a display big enough for a terminal and a window PC side by side; empty when it has one. */
export function displayCommand(): string[] {
	if (hasDisplay()) return [];
	if (spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).error)
		throw new Error('There is no display and no xvfb-run: install the package xvfb.');
	return ['xvfb-run', '-a', '-s', '-screen 0 3840x2160x24 -nolisten tcp'];
}
