//! The person who is asked.

use changes::{Answer, Asker, Question};
use futures::FutureExt as _;
use futures::future::BoxFuture;

/// A person who agrees to everything.
pub struct Agreeing;

impl Asker for Agreeing {
    fn ask<'a>(&'a self, _: &'a Question) -> BoxFuture<'a, Answer> {
        async { Answer::Confirmed }.boxed()
    }
}
