import { createPipe } from '../../drivers/transport/pipe.ts';
import type { OpenPort, Port } from '../../drivers/transport/port.ts';

/** A cable that can be pulled out and put back; the other end is whatever is attached. */
export function createTestCable(attach: (port: Port) => void) {
	let plugged = true;
	let far: Port | null = null;
	let opened = 0;
	const open: OpenPort = async () => {
		if (!plugged) return { ok: false, code: 'cannot-open', text: 'unplugged' };
		opened++;
		const pipe = createPipe();
		far = pipe.far;
		attach(pipe.far);
		return { ok: true, port: pipe.near };
	};
	return {
		open,
		unplug() {
			plugged = false;
			void far?.close();
		},
		plug() {
			plugged = true;
		},
		get opened() {
			return opened;
		},
	};
}

/** A device that follows a script: what it heard in, what it says out. Keeps every chunk it heard. */
export function scriptedDevice(script: (heard: string) => string | null) {
	const heard: string[] = [];
	const cable = createTestCable((port) => {
		port.onBytes((bytes) => {
			const hex = Buffer.from(bytes).toString('hex').toUpperCase();
			heard.push(hex);
			const answer = script(hex);
			if (answer !== null) void port.write(new Uint8Array(Buffer.from(answer, 'hex')));
		});
	});
	return { ...cable, heard };
}
