//! A connection that goes back to the pool only when its call has ended; a dropped call closes it.
//!
//! A visitor who leaves drops the request in the middle of it. The driver then hardly knows what the
//! server is about to say, and the next who gets that connection may wait for ever: so it is closed,
//! and the server undoes what was not committed.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use leadgate_store::StoreError;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnection, PgPool};
use sqlx::{Error, Postgres};
use tokio::time::timeout;

use crate::error::{no_answer, store_error};

/// How long a call waits for the server's answer: longer than the server gives any statement, so
/// this ends only what nobody answers, such as a network that swallows everything.
const ANSWER_MAX: Duration = Duration::from_secs(20);

/// A connection that is closed when its call is dropped before the answer.
pub(crate) struct CancelSafeConnection {
    connection: PoolConnection<Postgres>,
    is_complete: bool,
}

impl CancelSafeConnection {
    pub(crate) async fn acquire(pool: &PgPool) -> Result<Self, StoreError> {
        Ok(Self {
            connection: pool.acquire().await.map_err(store_error)?,
            is_complete: false,
        })
    }
}

impl Deref for CancelSafeConnection {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.connection
    }
}

impl DerefMut for CancelSafeConnection {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.connection
    }
}

impl Drop for CancelSafeConnection {
    fn drop(&mut self) {
        if !self.is_complete {
            self.connection.close_on_drop();
        }
    }
}

/// Waits for what was asked of the server, within bounds.
pub(crate) async fn answer<Answer>(
    asked: impl Future<Output = (CancelSafeConnection, Result<Answer, Error>)>,
) -> Result<Answer, StoreError> {
    let (mut cancel_safe, answer) = timeout(ANSWER_MAX, asked).await.map_err(|_| no_answer())?;
    cancel_safe.is_complete = true;
    answer.map_err(store_error)
}

/// Runs `step` on a connection and waits for the answer, within bounds.
macro_rules! on_connection {
    ($store:ident, $step:path $(, $argument:expr)* $(,)?) => {{
        let mut cancel_safe = $crate::cancel_safe::CancelSafeConnection::acquire(&$store.pool).await?;
        $crate::cancel_safe::answer(async move {
            let answer = $step(&mut cancel_safe $(, $argument)*).await;
            (cancel_safe, answer)
        })
        .await
    }};
}

pub(crate) use on_connection;
