import styles from './file-list.module.css';
import { FILES_PER_PAGE, type FilePage } from './file-page';
import { formatCount, formatSize } from './format';
import { WrappingName } from './wrapping-name';

/**
 * The files of a torrent. A long list comes in pages, with a box that narrows it down: plain links
 * and a plain form, so that it works without scripts.
 */
export function FileList({ files, filter, total, found, page, pages }: FilePage) {
  const start = (page - 1) * FILES_PER_PAGE;
  return (
    <section className={styles.files} id="files" aria-labelledby="files-title">
      <h2 id="files-title">{total === 1 ? '1 file' : `${formatCount(total)} files`}</h2>
      {total === 0 && <p>The list of files is unknown.</p>}
      {total > FILES_PER_PAGE && (
        <search>
          <form className={styles.filter} action="#files">
            <label htmlFor="file">Only paths with</label>
            <input id="file" name="file" type="search" defaultValue={filter} autoComplete="off" />
            <button type="submit" className="button">
              Show
            </button>
          </form>
        </search>
      )}
      {total > 0 && found === 0 && <p>No path has these characters.</p>}
      {files.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.index}>
                <abbr title="Index of the file in its torrent">No.</abbr>
              </th>
              <th scope="col">Path</th>
              <th scope="col" className={styles.size}>
                Size
              </th>
            </tr>
          </thead>
          <tbody>
            {files.map((file) => (
              <tr key={file.index}>
                <td className={styles.index}>{file.index}</td>
                <td>
                  <FilePath path={file.name} />
                </td>
                <td className={styles.size}>{formatSize(file.sizeBytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {pages > 1 && (
        <nav className={styles.pages} aria-label="Pages of the list of files">
          {page > 1 && (
            <a className="button" rel="prev" href={pagePath(filter, page - 1)}>
              Previous
            </a>
          )}
          <p>
            {formatCount(start + 1)} to {formatCount(start + files.length)} of {formatCount(found)}
          </p>
          {page < pages && (
            <a className="button" rel="next" href={pagePath(filter, page + 1)}>
              Next
            </a>
          )}
        </nav>
      )}
    </section>
  );
}

/** The name stands out from the folders that lead to it. */
function FilePath({ path }: { path: string }) {
  const nameStart = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
  return (
    <span className={styles.path}>
      <span className={styles.folder}>
        <WrappingName name={path.slice(0, nameStart)} />
      </span>
      <WrappingName name={path.slice(nameStart)} />
    </span>
  );
}

const pagePath = (filter: string, page: number) =>
  `?${new URLSearchParams({ ...(filter && { file: filter }), page: String(page) })}#files`;
