//! The servers on this machine: the built page, and whatever else a test wants to be served.

use std::{net::TcpListener, sync::OnceLock, thread};

use axum::Router;
use tower_http::services::ServeDir;

use crate::{dist, runtime};

/// The folder below which the same files are served once more, because a page may be published in a folder.
pub const FOLDER: &str = "some/folder/";

/// Where dist/ is served, with a slash at the end. The server lives as long as the process.
pub fn origin() -> &'static str {
    static ORIGIN: OnceLock<String> = OnceLock::new();
    ORIGIN.get_or_init(|| {
        let files = ServeDir::new(dist());
        serve(
            Router::new()
                .nest_service(&format!("/{}", FOLDER.trim_end_matches('/')), files.clone())
                .fallback_service(files),
        )
    })
}

/// Serves on a free port for as long as the process lives, and says where, with a slash at the end.
pub fn serve(router: Router) -> String {
    format!("http://127.0.0.1:{}/", listen(router))
}

/// [`serve`], but returns the port, for a server that is addressed by another name of this machine.
pub fn listen(router: Router) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("a non-blocking listener");
    let port = listener.local_addr().expect("an address").port();
    thread::spawn(move || {
        runtime().block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            axum::serve(listener, router).await.expect("the server");
        });
    });
    port
}
