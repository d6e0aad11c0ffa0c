// IBM's Go SDK core against Wharfkey: its authenticator, requests, dates and errors, with only the URL changed.
// Its generated services do no more than this for each operation.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"time"

	"github.com/IBM/go-sdk-core/v5/core"
	"github.com/go-openapi/strfmt"
)

var url, account, iamID = os.Getenv("WHARFKEY_URL"), os.Getenv("WHARFKEY_ACCOUNT"), os.Getenv("WHARFKEY_IAM_ID")

type entity struct {
	ID         *string          `json:"id"`
	Name       *string          `json:"name"`
	EntityTag  *string          `json:"entity_tag"`
	CreatedAt  *strfmt.DateTime `json:"created_at"`
	ModifiedAt *strfmt.DateTime `json:"modified_at"`
	ExpiresAt  *strfmt.DateTime `json:"expires_at"`
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func same(what string, got, wanted interface{}) {
	if !reflect.DeepEqual(got, wanted) {
		panic(fmt.Sprintf("%s: got %v, wanted %v", what, got, wanted))
	}
}

func unmarshal(raw map[string]json.RawMessage) *entity {
	made := new(entity)
	must(core.UnmarshalPrimitive(raw, "id", &made.ID))
	must(core.UnmarshalPrimitive(raw, "name", &made.Name))
	must(core.UnmarshalPrimitive(raw, "entity_tag", &made.EntityTag))
	must(core.UnmarshalPrimitive(raw, "created_at", &made.CreatedAt))
	must(core.UnmarshalPrimitive(raw, "modified_at", &made.ModifiedAt))
	must(core.UnmarshalPrimitive(raw, "expires_at", &made.ExpiresAt))
	return made
}

type client struct{ service *core.BaseService }

func connect(apikey string) client {
	service, err := core.NewBaseService(&core.ServiceOptions{
		URL:           url,
		Authenticator: &core.IamAuthenticator{ApiKey: apikey, URL: url},
	})
	must(err)
	return client{service}
}

// call does what a generated operation does. The result is a map, or nothing for 204.
func (c client) call(method, path string, params map[string]string, headers map[string]string, body interface{}) (map[string]json.RawMessage, *core.DetailedResponse, error) {
	builder := core.NewRequestBuilder(method)
	_, err := builder.ResolveRequestURL(url, path, params)
	must(err)
	builder.AddHeader("Accept", "application/json")
	for name, value := range headers {
		builder.AddHeader(name, value)
	}
	if body != nil {
		builder.AddHeader("Content-Type", "application/json")
		_, err = builder.SetBodyContentJSON(body)
		must(err)
	}
	request, err := builder.Build()
	must(err)
	var raw map[string]json.RawMessage
	var response *core.DetailedResponse
	if method == core.DELETE {
		response, err = c.service.Request(request, nil)
	} else {
		response, err = c.service.Request(request, &raw)
	}
	return raw, response, err
}

func (c client) refused(status int, message, method, path string, params, headers map[string]string, body interface{}) {
	_, response, err := c.call(method, path, params, headers, body)
	if err == nil {
		panic(method + " " + path + " is not refused")
	}
	same(method+" "+path, response.StatusCode, status)
	if message != "" {
		same("message", err.Error(), message)
	}
}

func recent(what string, at *strfmt.DateTime) {
	if at == nil || time.Since(time.Time(*at)) > 5*time.Minute || time.Until(time.Time(*at)) > time.Minute {
		panic(fmt.Sprintf("%s is %v", what, at))
	}
}

func main() {
	sdk := connect(os.Getenv("WHARFKEY_APIKEY"))

	raw, response, err := sdk.call(core.POST, "/v1/apikeys", nil, nil, map[string]interface{}{"name": "go", "iam_id": iamID})
	must(err)
	key := unmarshal(raw)
	same("created", response.StatusCode, 201)
	same("ETag", response.Headers.Get("ETag"), *key.EntityTag)
	recent("created_at", key.CreatedAt)
	recent("modified_at", key.ModifiedAt)
	id := map[string]string{"id": *key.ID}
	raw, _, err = sdk.call(core.PUT, "/v1/apikeys/{id}", id, map[string]string{"If-Match": *key.EntityTag},
		map[string]interface{}{"expires_at": "2049-01-02T18:30:00+0000"})
	must(err)
	same("expires_at", time.Time(*unmarshal(raw).ExpiresAt).UTC().Format(time.RFC3339), "2049-01-02T18:30:00Z")
	sdk.refused(409, "", core.PUT, "/v1/apikeys/{id}", id, map[string]string{"If-Match": *key.EntityTag}, map[string]string{"name": "x"})
	_, response, err = sdk.call(core.POST, "/v1/apikeys/{id}/lock", id, nil, nil)
	must(err)
	same("locked", response.StatusCode, 204)
	sdk.refused(409, "The API key go is locked: unlock it first.", core.DELETE, "/v1/apikeys/{id}", id, nil, nil)
	_, _, err = sdk.call(core.DELETE, "/v1/apikeys/{id}/lock", id, nil, nil)
	must(err)
	_, response, err = sdk.call(core.DELETE, "/v1/apikeys/{id}", id, nil, nil)
	must(err)
	same("deleted", response.StatusCode, 204)
	sdk.refused(404, "There is no such API key in this account.", core.GET, "/v1/apikeys/{id}", id, nil, nil)

	// The Go SDK writes these two paths with a slash at the end.
	raw, response, err = sdk.call(core.POST, "/v1/serviceids/", nil, nil, map[string]string{"account_id": account, "name": "go"})
	must(err)
	service := unmarshal(raw)
	same("created", response.StatusCode, 201)
	recent("created_at", service.CreatedAt)
	raw, _, err = sdk.call(core.GET, "/v1/serviceids/", nil, nil, nil)
	must(err)
	var listed []map[string]json.RawMessage
	must(json.Unmarshal(raw["serviceids"], &listed))
	same("listed", *unmarshal(listed[0]).ID, *service.ID)

	policy := map[string]interface{}{
		"type": "access",
		"subjects": []interface{}{map[string]interface{}{"attributes": []interface{}{
			map[string]string{"name": "iam_id", "value": "iam-" + *service.ID}}}},
		"roles": []interface{}{map[string]string{"role_id": "crn:v1:bluemix:public:iam::::serviceRole:Reader"}},
		"resources": []interface{}{map[string]interface{}{"attributes": []interface{}{
			map[string]string{"name": "accountId", "value": account},
			map[string]string{"name": "serviceName", "value": "container-registry"}}}},
	}
	raw, response, err = sdk.call(core.POST, "/v1/policies", nil, nil, policy)
	must(err)
	recent("policy's created_at", unmarshal(raw).CreatedAt)
	if response.Headers.Get("ETag") == "" {
		panic("a policy without an ETag header")
	}
	sdk.refused(409, "", core.POST, "/v1/policies", nil, nil, policy)
	_, response, err = sdk.call(core.DELETE, "/v1/policies/{id}", map[string]string{"id": *unmarshal(raw).ID}, nil, nil)
	must(err)
	same("deleted", response.StatusCode, 204)

	raw, _, err = sdk.call(core.POST, "/v2/groups", nil, nil, map[string]string{"name": "go"})
	must(err)
	group := unmarshal(raw)
	recent("group's created_at", group.CreatedAt)
	_, response, err = sdk.call(core.DELETE, "/v2/groups/{id}", map[string]string{"id": *group.ID}, nil, nil)
	must(err)
	same("deleted", response.StatusCode, 204)

	_, response, err = connect("wrong-key-wrong-key-wrong-key-wrong").call(core.GET, "/v1/apikeys", nil, nil, nil)
	same("an unknown key", err != nil && response.StatusCode == 400, true)
	fmt.Println("OK")
}
