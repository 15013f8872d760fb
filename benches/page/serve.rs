//! The release build as a good host serves it: compressed by brotli at its best, and kept by browsers.

use std::{
    fs,
    path::{Path, PathBuf},
};

use axum::{
    Router,
    http::{HeaderValue, Uri, header},
    middleware,
    response::Response,
};
use brotli::enc::BrotliEncoderParams;
use tower_http::services::ServeDir;

use harness::{dist, serve};

/// A file of the release build.
pub struct File {
    /// Its name below `dist/`.
    pub name: String,
    /// Its bytes as they are sent.
    pub sent: usize,
}

/// Where results and what is served are kept.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/page-bench")
}

/// Compresses the release build into a folder of its own, and lists its files, largest first.
pub fn compress() -> Vec<File> {
    let (from, to) = (dist(), folder().join("served"));
    let _ = fs::remove_dir_all(&to);
    fs::create_dir_all(&to).expect("a folder");
    let mut files = Vec::new();
    copy(&from, &to, "", &mut files);
    files.sort_by_key(|file| usize::MAX - file.sent);
    files
}

fn copy(from: &Path, to: &Path, below: &str, files: &mut Vec<File>) {
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let target = to.join(&name);
        if path.is_dir() {
            fs::create_dir_all(&target).expect("a folder");
            copy(&path, &target, &format!("{below}{name}/"), files);
            continue;
        }
        let raw = fs::read(&path).expect("a file");
        let sent = brotli(&raw);
        fs::write(to.join(format!("{name}.br")), &sent).expect("a file");
        fs::write(target, &raw).expect("a file");
        files.push(File { name: format!("{below}{name}"), sent: sent.len() });
    }
}

fn brotli(mut raw: &[u8]) -> Vec<u8> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: raw.len(),
        ..BrotliEncoderParams::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut raw, &mut out, &parameters).expect("compression");
    out
}

/// Serves what [`compress`] made, also below `r/1/`, `r/2/` and so on: each is an address that no cache knows.
pub fn start() -> String {
    let files = ServeDir::new(folder().join("served")).precompressed_br();
    serve(Router::new().nest_service("/r/{run}", files.clone()).fallback_service(files).layer(
        middleware::from_fn(async |request: axum::extract::Request, next: middleware::Next| {
            let uri = request.uri().clone();
            kept(&uri, next.run(request).await)
        }),
    ))
}

/// Files with a hash in their name never change.
fn kept(uri: &Uri, mut response: Response) -> Response {
    let hashed = uri.path().rsplit('/').next().is_some_and(|name| name.contains('-'));
    let rule = if hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(rule));
    response
}
