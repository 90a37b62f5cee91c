# shellcheck shell=bash
# Sourced by the jobs that need the cluster: makes the configuration that kubectl and ci/trigger read.
#
# On GKE, where GKE_CLUSTER (projects/…/locations/…/clusters/…) is set, the job's own token becomes the
# service account GCP_SERVICE_ACCOUNT by the pool GCP_WORKLOAD_IDENTITY_PROVIDER; no key is kept anywhere.
# On any other cluster KUBECONFIG is a variable of type File, limited to the environment, or the context of
# GitLab's agent in KUBE_CONTEXT.

install_gcloud() {
  command -v gcloud >/dev/null && return
  local key=/usr/share/keyrings/cloud.google.asc
  curl --fail --silent --show-error --output "$key" https://packages.cloud.google.com/apt/doc/apt-key.gpg
  echo "deb [signed-by=$key] https://packages.cloud.google.com/apt cloud-sdk main" >/etc/apt/sources.list.d/google-cloud.list
  apt-get -qq update
  apt-get -qq install -y --no-install-recommends google-cloud-cli google-cloud-cli-gke-gcloud-auth-plugin >/dev/null
}

use_gke() {
  local credentials part
  credentials=$(mktemp -d)
  IFS=/ read -r -a part <<<"$GKE_CLUSTER"
  [ ${#part[@]} -eq 6 ] || { echo "GKE_CLUSTER: expected projects/…/locations/…/clusters/…, found $GKE_CLUSTER" >&2 && return 64; }
  (umask 077 && printf '%s' "$GCP_ID_TOKEN" >"$credentials/token")
  gcloud iam workload-identity-pools create-cred-config "$GCP_WORKLOAD_IDENTITY_PROVIDER" \
    --service-account "$GCP_SERVICE_ACCOUNT" --credential-source-file "$credentials/token" \
    --output-file "$credentials/credentials.json"
  gcloud auth login --quiet --cred-file "$credentials/credentials.json"
  export KUBECONFIG=$credentials/kubeconfig
  gcloud container clusters get-credentials "${part[5]}" --location "${part[3]}" --project "${part[1]}"
}

if [ -n "${GKE_CLUSTER:-}" ]; then
  install_gcloud
  use_gke
elif [ -n "${KUBE_CONTEXT:-}" ]; then
  apt-get -qq update
  apt-get -qq install -y --no-install-recommends kubernetes-client >/dev/null
  kubectl config use-context "$KUBE_CONTEXT"
elif [ -z "${KUBECONFIG:-}" ]; then
  echo "no cluster: set GKE_CLUSTER, KUBE_CONTEXT or KUBECONFIG" >&2
  exit 64
fi
