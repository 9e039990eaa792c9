import type { ButtonHTMLAttributes, Ref } from 'react';

export type KeyKind = 'outlined' | 'filled' | 'soft' | 'plain';

/** A thing to press. One filled key a screen; everything else is outlined. Size comes from the class of the place. */
export function Key({
	kind = 'outlined',
	className,
	...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { kind?: KeyKind; ref?: Ref<HTMLButtonElement> }) {
	return <button type="button" data-kind={kind} className={className === undefined ? 'key' : `key ${className}`} {...rest} />;
}
