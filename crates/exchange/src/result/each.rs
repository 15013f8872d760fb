//! Lists that are made while they are written.

use serde::ser::{Serialize, SerializeSeq, Serializer};

/// Gives the items of a list, one by one.
type Make<'a, T> = dyn Fn(&mut dyn FnMut(T)) + 'a;

/// A list whose items are made one by one while it is written, so that none of them is kept: the result has a thousand, and
/// the code that would keep them is larger than all else here.
pub(super) struct Each<'a, T>(Box<Make<'a, T>>);

impl<'a, T> Each<'a, T> {
    /// A list of what `make` gives, in that order.
    pub(super) fn new(make: impl Fn(&mut dyn FnMut(T)) + 'a) -> Self {
        Self(Box::new(make))
    }
}

impl<T: Serialize> Serialize for Each<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        let mut written = Ok(());
        (self.0)(&mut |item| {
            if written.is_ok() {
                written = list.serialize_element(&item);
            }
        });
        written?;
        list.end()
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Each<'_, T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        Vec::<T>::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Vec::<T>::json_schema(generator)
    }
}
