"""What the product is measured against: programs of the same job, as plain as they are usually written."""
