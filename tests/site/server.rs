//! A web server that can be stopped, and that can change what it serves, as one does on which a newer version is published.

use std::{
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
};

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use tokio::sync::oneshot;
use tower_http::services::ServeDir;

/// A server on a port of its own on this machine.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    running: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

struct Shared {
    folder: Mutex<PathBuf>,
    seen: Mutex<Vec<String>>,
}

impl Server {
    /// Serves the files of a folder.
    pub fn start(folder: &Path) -> Self {
        let shared = Arc::new(Shared { folder: Mutex::new(folder.into()), seen: Mutex::default() });
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut server = Self { address: any, shared, running: None };
        server.resume();
        server
    }

    /// Its root, with a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// From now on serves the files of another folder.
    pub fn show(&self, folder: &Path) {
        *lock(&self.shared.folder) = folder.into();
    }

    /// The paths that it was asked for.
    pub fn seen(&self) -> Vec<String> {
        lock(&self.shared.seen).clone()
    }

    /// Ends it with all its connections: from now on nobody answers there.
    pub fn stop(&mut self) {
        if let Some((stop, thread)) = self.running.take() {
            drop(stop);
            thread.join().expect("the server's thread");
        }
    }

    /// Starts it again where it was.
    pub fn resume(&mut self) {
        let listener = TcpListener::bind(self.address).expect("a port");
        listener.set_nonblocking(true).expect("a non-blocking listener");
        self.address = listener.local_addr().expect("an address");
        let shared = self.shared.clone();
        let (stop, stopped) = oneshot::channel();
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async move {
                let router = Router::new().fallback(move |request| answer(shared.clone(), request));
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                tokio::spawn(async move { axum::serve(listener, router).await });
                // Said by dropping the other end. All connections end with the runtime.
                let _ = stopped.await;
            });
        });
        self.running = Some((stop, thread));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn answer(shared: Arc<Shared>, request: Request) -> Response {
    lock(&shared.seen).push(request.uri().path().to_owned());
    let folder = lock(&shared.folder).clone();
    let mut response = match ServeDir::new(folder).try_call(request).await {
        Ok(found) => found.map(Body::new),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    };
    // Without it browsers guess how long they may keep a file.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
