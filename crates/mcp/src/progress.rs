//! Progress of long reads and of writes of many steps, for clients that ask for it.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::FutureExt as _;
use futures::future::BoxFuture;
use rmcp::RoleServer;
use rmcp::model::{ProgressNotificationParam, ProgressToken};
use rmcp::service::{Peer, RequestContext};
use tools::Progress;

/// Tells a client how far its call has come, where the call carries a progress token.
pub struct ClientProgress {
    listener: Option<(Peer<RoleServer>, ProgressToken)>,
    told: AtomicUsize,
    read: OnceLock<usize>,
}

impl ClientProgress {
    /// The progress of this call.
    pub fn of(context: &RequestContext<RoleServer>) -> Self {
        let token = context.meta.get_progress_token();
        Self {
            listener: token.map(|token| (context.peer.clone(), token)),
            told: AtomicUsize::new(0),
            read: OnceLock::new(),
        }
    }
}

impl ClientProgress {
    async fn tell(&self, so_far: usize, all: Option<usize>, message: String) {
        // Progress must grow from one notification to the next (MCP, Progress).
        let before = self.told.fetch_max(so_far, Ordering::Relaxed);
        let Some((peer, token)) = self.listener.as_ref().filter(|_| so_far > before) else {
            return;
        };
        #[allow(clippy::cast_precision_loss, reason = "no list has 2^52 rows")]
        let number = |count: usize| count as f64;
        let mut progress =
            ProgressNotificationParam::new(token.clone(), number(so_far)).with_message(message);
        if let Some(all) = all {
            progress = progress.with_total(number(all));
        }
        // A client that does not listen any more is no reason to stop for it: the end of the request
        // itself says when to stop.
        let _ = peer.notify_progress(progress).await;
    }
}

impl Progress for ClientProgress {
    fn rows(&self, rows: usize) -> BoxFuture<'_, ()> {
        self.tell(rows, None, format!("{rows} rows read")).boxed()
    }

    fn steps(&self, sent: usize, all: usize) -> BoxFuture<'_, ()> {
        // What was read for the plan counts on.
        let read = *self.read.get_or_init(|| self.told.load(Ordering::Relaxed));
        let message = format!("{sent} of {all} steps done");
        self.tell(read + sent, Some(read + all), message).boxed()
    }
}
