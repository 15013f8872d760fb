//! Waiting for a condition instead of for a time.

use std::time::{Duration, Instant};

/// How long a condition may take to come true: far longer than it does, so that a busy machine fails no test.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// How long to wait before the condition is asked for again.
const PAUSE: Duration = Duration::from_millis(20);

/// Asks `probe` until it has an answer.
///
/// # Panics
///
/// With `what` in the message if there is no answer within 20 seconds.
pub async fn wait_for<T>(what: &str, probe: impl AsyncFnMut() -> Option<T>) -> T {
    try_wait_for(probe)
        .await
        .unwrap_or_else(|| panic!("waited {} s in vain: {what}", PATIENCE.as_secs()))
}

/// [`wait_for`], but `None` instead of a panic.
pub async fn try_wait_for<T>(mut probe: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let answer = probe().await;
        if answer.is_some() || Instant::now() >= deadline {
            return answer;
        }
        tokio::time::sleep(PAUSE).await;
    }
}
