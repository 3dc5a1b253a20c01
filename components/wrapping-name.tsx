import { Fragment } from 'react';
import { formatName } from './format';

/**
 * A name that strangers gave. It may wrap behind the separators that release names have in place of
 * spaces, and its direction does not reach what stands around it.
 */
export function WrappingName({ name }: { name: string }) {
  return (
    <bdi>
      {formatName(name)
        .split(/(?<=[._/\\-])/)
        .map((part, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one name never change places.
          <Fragment key={place}>
            {place > 0 && <wbr />}
            {part}
          </Fragment>
        ))}
    </bdi>
  );
}
