/** The station's end of a simulated socket.io connection: what `link.ts` uses of socket.io-client. */
import { type Listener, Listeners } from './listeners.ts';
import type { BoxNetwork } from './network.ts';
import type { Wire } from './wire.ts';
import type { Life } from './world.ts';

/** The station's socket: comes back by itself with growing pauses, unless one end hung up on purpose. */
export class BoxSocket {
	connected = false;
	sendBuffer: unknown[] = [];
	#network: BoxNetwork;
	#machine: string;
	#url: string;
	#life: Life;
	#listeners = new Listeners();
	#wire: Wire | null = null;
	#attempt = 0;
	#wanted = true;
	#calls = new Map<number, (value: unknown) => void>();
	#lastCall = 0;
	#onces = new Map<Listener, Listener>();
	readonly io = { engine: { close: () => this.#drop('transport close', true) } };

	constructor(network: BoxNetwork, machine: string, url: string, life: Life) {
		this.#network = network;
		this.#machine = machine;
		this.#url = url;
		this.#life = life;
		life.onEnd(() => this.#wire?.close('client', network.random.chance(0.6)));
		network.world.after(life, 1, () => this.#open());
	}

	on = (name: string, listener: Listener) => this.#listeners.on(name, listener);
	off = (name: string, listener: Listener) => {
		this.#listeners.off(name, this.#onces.get(listener) ?? listener);
		this.#onces.delete(listener);
	};
	once = (name: string, listener: Listener) => {
		const once: Listener = (...values) => {
			this.off(name, listener);
			listener(...values);
		};
		this.#onces.set(listener, once);
		this.#listeners.on(name, once);
	};

	connect(): void {
		this.#wanted = true;
		if (!this.connected) this.#network.world.after(this.#life, 1, () => this.#open());
	}
	disconnect(): void {
		this.#wanted = false;
		this.#drop('io client disconnect', true);
	}
	timeout(ms: number) {
		return {
			emit: (name: string, body: unknown, callback: (error: Error | null, value?: unknown) => void) => {
				const call = ++this.#lastCall;
				const cancel = this.#network.world.after(this.#life, ms, () => {
					this.#calls.delete(call);
					callback(new Error('operation has timed out'));
				});
				this.#calls.set(call, (value) => {
					cancel();
					callback(null, value);
				});
				this.#wire?.send('up', name, [this.#network.json(body), call]);
			},
		};
	}
	emit(name: string, body: unknown, callback: (value: unknown) => void): void {
		const call = ++this.#lastCall;
		this.#calls.set(call, callback);
		this.#wire?.send('up', name, [this.#network.json(body), call]);
	}

	#open(): void {
		if (!this.#wanted || this.connected) return;
		const wire = this.#network.open(this.#machine, this.#url, {
			open: true,
			life: this.#life,
			heard: (name, values) => this.#heard(name, values),
			ended: () => this.#ended('transport close'),
		});
		if (!wire) {
			this.#retry();
			return;
		}
		this.#wire = wire;
		this.#attempt = 0;
		this.connected = true;
		this.#listeners.tell('connect');
	}
	#retry(): void {
		const { world, random } = this.#network;
		const pause = Math.min(5000, 500 * 2 ** Math.min(this.#attempt++, 4)) * random.between(0.5, 1.5);
		world.after(this.#life, pause, () => this.#open());
	}
	#heard(name: string, values: unknown[]): void {
		this.#network.lastHeard.set(this.#machine, this.#network.world.now);
		if (name === 'ack') {
			const [call, value] = values as [number, unknown];
			const callback = this.#calls.get(call);
			this.#calls.delete(call);
			callback?.(value);
		} else if (name === 'hang-up') {
			this.#wire?.close('client', false);
			this.#ended('io server disconnect');
		} else this.#listeners.tell(name, ...values);
	}
	#drop(reason: string, told: boolean): void {
		if (!this.connected) return;
		this.#wire?.close('client', told);
		this.#ended(reason);
	}
	#ended(reason: string): void {
		if (!this.connected) return;
		this.connected = false;
		this.#wire = null;
		this.#calls.clear();
		this.#listeners.tell('disconnect', reason);
		if (this.#wanted && reason === 'transport close') this.#retry();
	}
}
