/** Brings every face of the machine together with its engine, again after either was restarted. */
import { MessageChannelMain } from 'electron';
import type { FaceInfo } from '../../domain/contracts/bridge.ts';

/** The part of a window's contents that is needed; a port is an Electron MessagePortMain. */
export interface PortTaker {
	readonly id: number;
	isDestroyed(): boolean;
	postMessage(channel: string, message: unknown, ports: Electron.MessagePortMain[]): void;
}

export class EnginePorts {
	readonly #faces = new Map<number, { contents: PortTaker; info: FaceInfo }>();
	#engine: PortTaker | null = null;

	/** A face asks for a port; it gets one now, or when the engine is there. */
	wanted(contents: PortTaker, info: FaceInfo): void {
		this.#faces.set(contents.id, { contents, info });
		if (this.#engine) this.#connect(this.#engine, contents, info);
	}

	/** The engine's page has been loaded: every face that ever asked gets a fresh port. */
	engineReady(engine: PortTaker): void {
		this.#engine = engine;
		for (const { contents, info } of this.#faces.values()) this.#connect(engine, contents, info);
	}

	engineGone(): void {
		this.#engine = null;
	}

	forget(id: number): void {
		this.#faces.delete(id);
	}

	#connect(engine: PortTaker, face: PortTaker, info: FaceInfo): void {
		if (engine.isDestroyed() || face.isDestroyed()) return;
		const { port1, port2 } = new MessageChannelMain();
		engine.postMessage('face-port', info, [port1]);
		face.postMessage('engine-port', null, [port2]);
	}
}
