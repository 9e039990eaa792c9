import { createPipe } from '../transport/pipe.ts';
import type { OpenPort, Port } from '../transport/port.ts';

/** A cable inside the desk with simulated devices at its far end: one, or several displays that share it as they share an RS-485 line. */
export interface SimulatedLine {
	open: OpenPort;
	/** Puts a device on the line, also while it is open. */
	add(device: string, attach: (port: Port) => void): void;
	remove(device: string): void;
	/** The only device of a line unplugged takes the port away; one of several leaves the others as they are. */
	setPlugged(device: string, plugged: boolean): void;
	plugged(device: string): boolean;
}

interface Member {
	attach(port: Port): void;
	plugged: boolean;
	/** The far end it listens at while the line is open. */
	far: Port | null;
}

/** A cable with nothing at its far end: it cannot be opened until something is added. */
export function createSimulatedLine(): SimulatedLine {
	const members = new Map<string, Member>();
	let host: HostEnd | null = null;

	const connect = (member: Member) => {
		if (!host || !member.plugged) return;
		const { near, far } = createPipe();
		member.far = far;
		host.join(near);
		member.attach(far);
	};
	const disconnect = (member: Member) => {
		const { far } = member;
		member.far = null;
		void far?.close();
	};

	return {
		async open() {
			if (![...members.values()].some((member) => member.plugged))
				return { ok: false, code: 'cannot-open', text: 'the cable is unplugged' };
			const own = createHostEnd();
			host = own;
			own.port.onClosed(() => {
				if (host === own) host = null;
				for (const member of members.values()) disconnect(member);
			});
			for (const member of members.values()) connect(member);
			return { ok: true, port: own.outside };
		},
		add(device, attach) {
			const member: Member = { attach, plugged: true, far: null };
			members.set(device, member);
			connect(member);
		},
		remove(device) {
			const member = members.get(device);
			if (!member) return;
			members.delete(device);
			disconnect(member);
		},
		setPlugged(device, plugged) {
			const member = members.get(device);
			if (!member || member.plugged === plugged) return;
			member.plugged = plugged;
			if (plugged) connect(member);
			else disconnect(member);
			if (![...members.values()].some((one) => one.plugged)) void host?.port.close();
		},
		plugged: (device) => members.get(device)?.plugged ?? false,
	};
}

/** What the host has opened, seen from both sides. */
interface HostEnd {
	/** Given to the driver. */
	outside: Port;
	/** Our side of it. */
	port: Port;
	/** Copies the host's bytes to this member, and its bytes to the host. */
	join(member: Port): void;
}

function createHostEnd(): HostEnd {
	const { near, far } = createPipe();
	const joined = new Set<Port>();
	far.onBytes((bytes) => {
		for (const member of joined) void member.write(bytes);
	});
	return {
		outside: near,
		port: far,
		join(member) {
			joined.add(member);
			member.onBytes((bytes) => void far.write(bytes));
			member.onClosed(() => joined.delete(member));
		},
	};
}
