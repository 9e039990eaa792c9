/**
 * Stands around what a face shows: where drawing it breaks, words stand there instead of an empty screen, and the page is opened anew by itself. So
 * does a page in a browser whose parts were replaced by an update of the platform while it was open.
 */
import { Component, type ReactNode } from 'react';

/** Long enough to be read, and for a machine that breaks each time not to be busy with it. */
export const againAfterMs = 15_000;

export interface MendsItselfProps {
	/** What stands there until then. */
	broken: ReactNode;
	/** Opens the page anew. */
	again?: () => void;
	children: ReactNode;
}

export class MendsItself extends Component<MendsItselfProps, { broken: boolean }> {
	override state = { broken: false };
	#timer: ReturnType<typeof setTimeout> | undefined;

	static getDerivedStateFromError(): { broken: boolean } {
		return { broken: true };
	}

	/** What broke may hold anything of a citizen: the code alone is written down. */
	override componentDidCatch(): void {
		void window.tidehall?.note({ code: 'face-failed' }).catch(() => {});
		clearTimeout(this.#timer);
		this.#timer = setTimeout(this.props.again ?? (() => window.location.reload()), againAfterMs);
	}

	override componentWillUnmount(): void {
		clearTimeout(this.#timer);
	}

	override render(): ReactNode {
		return this.state.broken ? this.props.broken : this.props.children;
	}
}
