//! Buckets over HTTP: made, versioned, looked at.

use hyper::HeaderMap;
use s3s::dto::{
    BucketVersioningStatus, CreateBucketInput, CreateBucketOutput, GetBucketVersioningInput,
    GetBucketVersioningOutput, HeadBucketInput, HeadBucketOutput, PutBucketVersioningInput,
    PutBucketVersioningOutput,
};
use s3s::{S3Request, S3Response, S3Result};

use crate::ports::Versioning;

use crate::simulator::Simulator;
use crate::simulator::refusal::Refusal;
use crate::simulator::wire;

use super::convert::with_headers;

impl Simulator {
    pub(super) async fn answer_head_bucket(
        &self,
        req: S3Request<HeadBucketInput>,
    ) -> S3Result<S3Response<HeadBucketOutput>> {
        let name = &req.input.bucket;
        let region = self.perform("HeadBucket", name, |state, _| {
            Ok(state.bucket(name)?.region.clone())
        })?;
        let mut headers = HeaderMap::new();
        wire::insert(&mut headers, "x-amz-bucket-region", &region);
        Ok(with_headers(HeadBucketOutput::default(), headers))
    }

    pub(super) async fn answer_create_bucket(
        &self,
        req: S3Request<CreateBucketInput>,
    ) -> S3Result<S3Response<CreateBucketOutput>> {
        let name = req.input.bucket;
        let asked = req.input.create_bucket_configuration;
        let asked = asked.and_then(|asked| asked.location_constraint);
        let region = asked.map_or("us-east-1".to_owned(), |region| region.as_str().to_owned());
        self.perform("CreateBucket", &name, |state, _| {
            state.create_bucket(&name, region)
        })?;
        Ok(S3Response::new(CreateBucketOutput {
            location: Some(format!("/{name}")),
        }))
    }

    pub(super) async fn answer_put_bucket_versioning(
        &self,
        req: S3Request<PutBucketVersioningInput>,
    ) -> S3Result<S3Response<PutBucketVersioningOutput>> {
        let name = &req.input.bucket;
        let status = req.input.versioning_configuration.status;
        let versioning = match status.as_ref().map(BucketVersioningStatus::as_str) {
            Some(BucketVersioningStatus::ENABLED) => Versioning::Enabled,
            Some(BucketVersioningStatus::SUSPENDED) => Versioning::Suspended,
            _ => {
                let message = "the status is neither Enabled nor Suspended";
                return Err(Refusal::new("MalformedXML", 400, message).into());
            }
        };
        self.perform("PutBucketVersioning", name, |state, _| {
            state.bucket_mut(name)?.versioning = versioning;
            Ok(())
        })?;
        Ok(S3Response::new(PutBucketVersioningOutput::default()))
    }

    pub(super) async fn answer_get_bucket_versioning(
        &self,
        req: S3Request<GetBucketVersioningInput>,
    ) -> S3Result<S3Response<GetBucketVersioningOutput>> {
        let name = &req.input.bucket;
        let versioning = self.perform("GetBucketVersioning", name, |state, _| {
            state.versioning(name)
        })?;
        let status = match versioning {
            Versioning::Unversioned => None,
            Versioning::Enabled => Some(BucketVersioningStatus::ENABLED),
            Versioning::Suspended => Some(BucketVersioningStatus::SUSPENDED),
        };
        Ok(S3Response::new(GetBucketVersioningOutput {
            status: status.map(BucketVersioningStatus::from_static),
            ..GetBucketVersioningOutput::default()
        }))
    }
}
